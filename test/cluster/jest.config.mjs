/** The suite that needs a cluster: KUBECONFIG says which. See README.md beside this file. */
export default {
  rootDir: '../..',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/cluster/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json'],
  transform: { '\\.ts$': '<rootDir>/test/compile.mjs' },
  testTimeout: 300_000,
  verbose: true,
};
