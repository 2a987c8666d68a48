import { RateBudgetSpent } from './rate-budget-spent.ts'

/** We have written as much as we may for now. Nothing was sent, and nothing has failed: what is left stays planned. */
export class WritesSpent extends RateBudgetSpent {}
