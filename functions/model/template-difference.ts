/** Which container of a pod template; `alone` where there is no other of its kind, so that its name tells nothing. */
export interface ContainerPlace {
  readonly name: string;
  readonly init: boolean;
  readonly alone: boolean;
}

/** Where a variable has its value from; `field` is the pod's own (a label, its node's name, a resource). */
export type VariableSource =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'Secret' | 'ConfigMap'; readonly name: string; readonly key: string }
  | { readonly kind: 'field' };

/** A key of a ConfigMap against the one that was read before; values are not kept. */
export interface ChangedKey {
  readonly key: string;
  readonly change: 'added' | 'removed' | 'changed';
}

/** True where two values differ in what redaction hides alone: old and new read the same. */
type Hidden = boolean;

/** One thing in which two pod templates differ, old and new; null where it is not set. */
export type TemplateDifference =
  | {
      readonly kind: 'container';
      readonly name: string;
      readonly init: boolean;
      readonly change: 'added' | 'removed';
    }
  | {
      readonly kind: 'image';
      readonly container: ContainerPlace;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly kind: 'env';
      readonly container: ContainerPlace;
      readonly name: string;
      readonly from: VariableSource | null;
      readonly to: VariableSource | null;
      readonly hidden?: Hidden;
    }
  | {
      readonly kind: 'resources';
      readonly container: ContainerPlace;
      readonly bound: 'requests' | 'limits';
      readonly resource: string;
      /** Quantities as they are written. */
      readonly from: string | null;
      readonly to: string | null;
    }
  /** Any other field, by its path in the container, or in the template where `container` is null; values as JSON. */
  | {
      readonly kind: 'field';
      readonly container: ContainerPlace | null;
      readonly path: string;
      readonly from: unknown;
      readonly to: unknown;
      readonly hidden?: Hidden;
    }
  /** It reads another ConfigMap at the places of one; which of its keys differ, [] where none does. */
  | {
      readonly kind: 'configuration';
      readonly from: string;
      readonly to: string;
      readonly keys: readonly ChangedKey[];
    }
  /** `kubectl rollout restart`: an annotation that is there to make a rollout, and configures nothing. */
  | { readonly kind: 'restart' }
  /** There is a new revision, so the templates differ, in nothing that is read or kept unredacted. */
  | { readonly kind: 'unread' };
