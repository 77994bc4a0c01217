/** So many of them all: "2 of 3 pods". */
export interface Share {
  readonly some: number;
  readonly all: number;
}
