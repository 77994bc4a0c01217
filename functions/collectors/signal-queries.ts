import type { Signal } from '../model/evidence.ts';

/** PromQL by signal; `$namespace` stands for the target's namespace. */
export type SignalQueries = Readonly<Partial<Record<Signal, string>>>;

/** Rates over two minutes: four scrapes of 30 s, as kube-prometheus' own dashboards take at the least. */
const RATE = '[2m]';
/** kube-prometheus' recording rule from pod to workload (kubernetes-mixin, rules/apps.libsonnet). */
const OWNER =
  '* on (namespace, pod) group_left (workload) namespace_workload_pod:kube_pod_owner:relabel{namespace="$namespace"}';
const container = (metric: string): string => `${metric}{namespace="$namespace",container!="",image!=""}`;
const perWorkload = (expression: string): string => `sum by (namespace, workload) (${expression} ${OWNER})`;

/** Istio's standard metrics as the destination's proxy reports them (https://istio.io/latest/docs/reference/config/metrics/). */
const istio = (metric: string, more = ''): string =>
  `label_replace(label_replace(rate(${metric}{reporter="destination",destination_workload_namespace="$namespace"${more}}${RATE}), "workload", "$1", "destination_workload", "(.+)"), "namespace", "$1", "destination_workload_namespace", "(.+)")`;
const perService = (expression: string): string => `sum by (namespace, workload) (${expression})`;
const quantile = (share: number): string =>
  `histogram_quantile(${share}, sum by (le, namespace, workload) (${istio('istio_request_duration_milliseconds_bucket')}))`;

/** What is asked where no file of signals is given: the names of kube-prometheus and Istio. */
export const DEFAULT_QUERIES: Readonly<Record<Signal, string>> = {
  cpu: perWorkload(`rate(${container('container_cpu_usage_seconds_total')}${RATE})`),
  memory: perWorkload(container('container_memory_working_set_bytes')),
  throttling: `${perWorkload(`rate(${container('container_cpu_cfs_throttled_periods_total')}${RATE})`)} / ${perWorkload(`rate(${container('container_cpu_cfs_periods_total')}${RATE})`)}`,
  requests: perService(istio('istio_requests_total')),
  success: `${perService(istio('istio_requests_total', ',response_code!~"5.."'))} / ${perService(istio('istio_requests_total'))}`,
  latencyP50: quantile(0.5),
  latencyTail: quantile(0.95),
  networkReceive: perWorkload(
    `rate(container_network_receive_bytes_total{namespace="$namespace"}${RATE}) / 1024`,
  ),
  networkTransmit: perWorkload(
    `rate(container_network_transmit_bytes_total{namespace="$namespace"}${RATE}) / 1024`,
  ),
};
