import type { Waived } from '../../../policies/exception.ts'

/** What somebody writes about exceptions. */
export type ExceptionCommand =
  | {
      readonly kind: 'except'
      readonly waived: Waived
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
