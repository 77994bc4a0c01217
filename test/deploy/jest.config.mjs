import shared from '../../jest.config.mjs';

/** What is deployed, on an emulator of AWS (https://github.com/ministackorg/ministack), which the set-up installs and starts. */
export default {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/deploy'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/deploy/set-up.mjs',
  globalTeardown: '<rootDir>/test/deploy/tear-down.mjs',
  // An incident with its three calls takes half a minute here, on a machine that does nothing else: only what hangs ends here.
  testTimeout: 600_000,
};
