import { ASPNET } from './aspnet.ts';
import { AWS_ALB } from './aws-alb.ts';
import { AWS_ELB } from './aws-elb.ts';
import { AWS_S3 } from './aws-s3.ts';
import { CHI } from './chi.ts';
import { COUCHDB } from './couchdb.ts';
import { FIBER } from './fiber.ts';
import { GIN } from './gin.ts';
import { HAPI } from './hapi.ts';
import { HAPROXY } from './haproxy.ts';
import { HEROKU } from './heroku.ts';
import type { RequestLayout } from './layout.ts';
import { MORGAN } from './morgan.ts';
import { SERILOG } from './serilog.ts';
import { SQUID } from './squid.ts';
import { TOMCAT } from './tomcat.ts';
import { UWSGI } from './uwsgi.ts';

/** In the order in which they are tried: what is most like others last. */
export const REQUEST_LAYOUTS: readonly RequestLayout[] = [
  AWS_ALB,
  AWS_ELB,
  AWS_S3,
  HAPROXY,
  GIN,
  UWSGI,
  ASPNET,
  SERILOG,
  HAPI,
  SQUID,
  FIBER,
  CHI,
  COUCHDB,
  TOMCAT,
  HEROKU,
  MORGAN,
];
