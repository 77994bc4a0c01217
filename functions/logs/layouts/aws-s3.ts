import { METHODS, type RequestLayout } from './layout.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html: the bucket's owner first; total time in ms. */
export const AWS_S3: RequestLayout = {
  format: 'aws-s3',
  marks: [' REST.', ' WEBSITE.', ' BATCH.'],
  pattern: new RegExp(
    `^\\S{1,64} \\S{1,63} \\[(?<time>[^\\]]{20,30})\\] (?<client>[\\da-fA-F.:]{3,45}) \\S{1,300} \\S{1,64} [A-Z]{4,8}\\.[A-Z_.]{3,60} \\S{1,1024} "(?<method>${METHODS}) (?<path>[^ "]{0,8000})[^"]{0,20}" (?<status>\\d{3}) \\S{1,64} \\S{1,20} \\S{1,20} (?<duration>[\\d-]{1,12}) \\S{1,12} "[^"]{0,2000}" "(?<agent>[^"]{0,1000})"`,
    'd',
  ),
  unit: 1,
};
