import { METHODS, type RequestLayout } from './layout.ts';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
export const AWS_ALB: RequestLayout = {
  format: 'aws-alb',
  marks: [' "'],
  pattern: new RegExp(
    `^(?:http|https|h2|grpcs|ws|wss) (?<time>\\S{20,35}) \\S+ (?<client>[\\w.:]+?):\\d+ \\S+ -?[\\d.]+ (?<duration>-?[\\d.]+) -?[\\d.]+ (?<status>\\d{3}) \\S+ \\d+ \\d+ "(?<method>${METHODS}|-) (?<path>\\S{0,8000}) [^"]{0,20}" "(?<agent>[^"]{0,1000})"`,
    'd',
  ),
  unit: 1000,
};
