import shared from '../../jest.config.mjs';

/** What runs on AWS, against moto (https://docs.getmoto.org), which the set-up installs and starts. */
export default {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/aws'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/aws/start-moto.mjs',
  globalTeardown: '<rootDir>/test/aws/stop-moto.mjs',
};
