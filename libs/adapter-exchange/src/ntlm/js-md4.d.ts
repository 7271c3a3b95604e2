declare module 'js-md4' {
  /** In JavaScript, since OpenSSL 3 has MD4 no more; the default export's other forms ask OpenSSL. */
  const md4: { arrayBuffer(message: Uint8Array): ArrayBuffer };
  export default md4;
}
