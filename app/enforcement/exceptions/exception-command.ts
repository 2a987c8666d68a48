/** What somebody writes about exceptions from conditions. */
export type ExceptionCommand =
  | {
      readonly kind: 'except'
      /** Permanent id of the policy's check. */
      readonly check: string
      readonly days: number
      /** `acme/security` */
      readonly owner: string
      /** What is done instead. */
      readonly control: string
    }
  | {
      readonly kind: 'end-exception'
      /** Our id, which is what people call it by. */
      readonly exception: string
    }
