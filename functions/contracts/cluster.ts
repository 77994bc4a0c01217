/** The Kubernetes group that the access entries put firstnote in, and that `firstnote rbac` binds its ClusterRole to. */
export const KUBERNETES_GROUP = 'firstnote';
