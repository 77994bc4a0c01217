/** What names the host that a workload calls. */
export type NamedBy =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'config-map'; readonly configMap: string; readonly key: string }
  /** A Secret that it reads and that bears a server's name, as charts and operators name them alike. */
  | { readonly kind: 'secret'; readonly secret: string; readonly key: string }
  /** The command line of a container. */
  | { readonly kind: 'command'; readonly container: string }
  /** A dependency of the playbook. */
  | { readonly kind: 'playbook'; readonly dependency: string }
  /** A line of the workload's own log. */
  | { readonly kind: 'log' };
