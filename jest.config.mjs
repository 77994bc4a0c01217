import { availableParallelism } from 'node:os';

/** Suites that wait for processes and timers most of their time: others run on the cores meanwhile. */
const WAITING = 1;

/** Unit, contract, architecture, infra, golden and integration tests: what needs nothing but this checkout, and is quick. */
export default {
  testEnvironment: '<rootDir>/test/environment.mjs',
  // All sources, so that a watch and --findRelatedTests know which tests a change concerns.
  roots: ['test', 'functions', 'infra', 'bench', 'bin'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/whole/',
    '\\.whole\\.test\\.ts$',
    '<rootDir>/test/cluster/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/aws/',
    '<rootDir>/test/deploy/',
  ],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json'],
  transform: {
    '\\.ts$': '<rootDir>/test/compile.mjs',
    '/node_modules/zod/(?:mini|locales)/index\\.js$': '<rootDir>/test/bundle.mjs',
  },
  transformIgnorePatterns: ['/node_modules/(?!zod/)'],
  // Jest leaves one core free by default, which is half of a small machine.
  maxWorkers: availableParallelism() + WAITING,
  // A busy machine is no failure: only a test that hangs is to end here.
  testTimeout: 300_000,
  setupFiles: ['<rootDir>/bin/node-20.mjs'],
  // With its seed, in the tests that import it.
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/fast-check.mjs' },
  coverageProvider: 'v8',
};
