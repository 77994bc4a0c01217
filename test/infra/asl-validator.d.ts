declare module 'asl-validator' {
  /** Marks each state with its query language: give it a copy. */
  export default function validate(
    definition: object,
    options: { checkPaths: boolean; checkArn: boolean },
  ): { isValid: boolean; errors: readonly unknown[] };
}
