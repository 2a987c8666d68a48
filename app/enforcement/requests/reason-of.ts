/** The API gives it requests that were made there, and imports nothing of the policy. */
export { reasonOf } from '../../../policies/reason-of.ts'
