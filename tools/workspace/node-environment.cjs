// Jest's environment for Node, with Node's own `import()` for what Jest's module system cannot load.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class NodeEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nativeImport = (file) => import(file);
  }
};
