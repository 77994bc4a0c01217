import shared from '../../jest.config.mjs';

/**
 * What is slow by nature: hosts and commands as processes, incidents from page to recovery, walks over all that is recorded, and
 * large corpora. Such a test of one unit lies beside its other tests, as NAME.whole.test.ts.
 */
export default {
  ...shared,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/whole/**/*.test.ts', '**/*.whole.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
