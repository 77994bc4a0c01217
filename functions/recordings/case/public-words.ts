/** Words that tell nothing of whose a system is; what a log means hangs on them. */
const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** Names of products and of parts of Kubernetes and clouds: they stay wherever they stand. */
const PRODUCTS = words(`
  postgres postgresql pg pgbouncer pgpool psql mysql mysqld mariadb mongo mongodb mongod redis valkey memcached kafka zookeeper
  rabbitmq amqp nats activemq pulsar elasticsearch opensearch kibana logstash clickhouse cassandra scylla cockroachdb
  cockroach etcd consul vault minio nginx apache httpd envoy traefik haproxy istio linkerd varnish caddy kong tomcat jetty
  nodejs python java golang ruby php dotnet rust deno bun spring django flask rails celery sidekiq gunicorn uvicorn
  prometheus grafana loki tempo jaeger zipkin otel opentelemetry datadog sentry fluent fluentd fluentbit vector
  github gitlab bitbucket sha256 kubernetes kube coredns kubelet kubectl containerd docker helm argo argocd flux karpenter autoscaler calico cilium flannel
  vpc cni csi ebs efs aws amazonaws ec2 eks ecr rds sqs sns elb alb nlb iam sts lambda dynamodb elasticache msk gcp azure
  googleapis cert-manager certmanager letsencrypt external-dns busybox alpine debian ubuntu distroless http https grpc tcp udp
  sql json yaml xml tls ssl smtp imap ldap mqtt ssh oauth oidc jwt saml
`);

/** Words of logs, of Kubernetes and of English that names are made of as well. */
const GENERAL = words(`
  access account accounts action active activity adapter add address admin agent alert alerts alive alpha and answer api app
  apply apps archive arm64 amd64 asset assets async audit auth authentication authorization auto availability available
  backend background backup backups bad balance balancer bare base batch beta blue body bound broker broken browser bucket
  buffer build bus cache cached call caller canary cancel cert certificate certs change changed channel check checks child
  ci class cleaner cleanup client clients close closed cloud cluster clusters code collector com command common compute conf
  config configuration connect connection connections connector console consumer container context control controller core
  count cpu crash create created cron cronjob current custom daemon dashboard data database databases date day dead default
  delay delete deliver delivery demo denied deploy deployment dev development device direct discovery disk dist dns domain
  down download drop edge email empty end endpoint endpoints engine entry env environment error errors eu event events exact
  example exceeded exec exit expired export exporter extension external failed failure fast fatal feature feed fetch file
  files filter first flag flags folder for frontend full function gateway generator get global good grant graph green group
  guard handler hash head health healthy healthz heap high history home hook host hosts hour hpa idle image images import in
  index indexer info ingest ingress init input instance internal invalid io ip item items job jobs key keys kill label large
  last latency latest layer lb leader level limit library limits line link list listen listener live load loader local localhost lock
  log logger logging login logs long loop low main maintenance manager map master max memory message messages metadata metric
  metrics migrate migration min minute missing mode model module monitor monitoring month mount name names namespace net
  network new next no node nodes none not notice number object of off offline ok old on online open operator order orders org out
  output page panic parent parser part password path peer pending pid pipeline plan platform plugin pod pods point policy pool
  port post power primary private probe process processor prod producer production profile project provider proxy public
  publish publisher pull push put query queue quota rate read reader ready real receiver record recorder region registry
  release reload remote render replica report reporter reports request requests reset resource resources response rest
  restart result retry review revision role root route router rule rules run runner runtime safe sandbox scale scanner schedule
  scheduler schema scraper script search second secret section secure security select selector send sender serve server
  servers service services session sessions set setup shard shared shell show sidecar sign signal site size slave slow small
  snapshot socket source spec stable staging standby start started state static stats status step stop storage store stream
  sub subscriber subnet success svc sync system table tag target task tasks team template tenant term test testing tests text
  thread tier time timeout timer tmp to token tool tools topic trace traffic transport true type ui unable unknown unix up
  update upload upstream uri url us usage use user users util value var verify version view virtual visitor visitors volume
  wait waiting warn warning watch watcher web webhook week work worker workers write writer www year zone
  critical crt pem side mesh gp2 gp3 root extra normal
  central east north south west northeast southeast northwest southwest compute internal info prod
`);

const PRODUCT_SET: ReadonlySet<string> = new Set(PRODUCTS.flatMap((word) => word.split('-')));
const GENERAL_SET: ReadonlySet<string> = new Set(GENERAL);

/** True of the word of a product or of a part of Kubernetes, in lower case: "redis". */
export const isProduct = (word: string): boolean => PRODUCT_SET.has(word);
/** True of a word, in lower case, that says nothing alone: "worker", "redis". */
export const isPublic = (word: string): boolean => isProduct(word) || GENERAL_SET.has(word);
