import { METHODS, type RequestLayout } from './layout.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/access-log-collection.html */
export const AWS_ELB: RequestLayout = {
  format: 'aws-elb',
  marks: [' "'],
  // Its stamp looks like a container runtime's, and may have been taken for one.
  pattern: new RegExp(
    `^(?:(?<time>\\d{4}-\\S{15,30}) )?\\S{1,64} (?<client>[\\w.:]{2,45}):\\d{1,5} \\S{1,64} -?[\\d.]{1,12} (?<duration>-?[\\d.]{1,12}) -?[\\d.]{1,12} (?<status>\\d{3}) \\S{1,4} \\d{1,15} \\d{1,15} "(?<method>${METHODS}|-) (?<path>\\S{0,8000}) [^"]{0,20}"(?: "(?<agent>[^"]{0,1000})")?`,
    'd',
  ),
  unit: 1000,
};
