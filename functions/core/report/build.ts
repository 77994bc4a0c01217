export { buildReport } from '../../analyzers/build-report.ts';
