import helmet from 'helmet';

/**
 * The page runs its own scripts alone. Mail bodies are shown in `srcdoc` frames, which inherit this policy: pictures from
 * elsewhere are allowed because users may ask for them; the cleaned HTML names none that loads by itself. With HTTPS, addresses of plain
 * HTTP are asked for by HTTPS.
 */
export function securityHeaders(baseUrl: URL | null) {
  const isHttps = baseUrl?.protocol === 'https:';
  return helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'https:', ...(isHttps ? [] : ['http:'])],
        fontSrc: ["'self'", 'data:'],
        frameSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        upgradeInsecureRequests: isHttps ? [] : null,
      },
    },
    strictTransportSecurity: isHttps,
  });
}
