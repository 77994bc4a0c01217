/** The Kubernetes group that the access entries put firstnote in, and that `firstnote rbac` binds its ClusterRole to. */
export const KUBERNETES_GROUP = 'firstnote';

/**
 * The group that `firstnote rbac --exec NAMESPACE` binds, and that the function which runs programs in pods is in alone.
 */
export const EXEC_GROUP = 'firstnote-exec';
