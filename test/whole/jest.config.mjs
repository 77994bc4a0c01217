import shared from '../../jest.config.mjs';

/** What is slow by nature: hosts as processes, incidents from page to recovery, and walks over all that is recorded. */
export default {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/whole'],
  testPathIgnorePatterns: ['/node_modules/'],
};
