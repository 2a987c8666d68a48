import { z } from 'zod'
import { defineCheck, met, unmet, unreadable } from './check.ts'

export const branchProtection = defineCheck({
  name: 'branchProtection',
  id: 'branch-protection',
  needs: 'github',
  setting: z
    .strictObject({
      reviews: z
        .int()
        .min(0)
        .max(10)
        .default(1)
        .describe('Approving reviews a pull request must at least need.'),
    })
    .describe('The default branch is protected.'),
  wanted: ({ reviews }) =>
    reviews === 0
      ? 'the default branch is protected'
      : `the default branch is protected and asks for ${reviews} or more approving reviews`,
  judge: ({ reviews }, { facts }) => {
    if (!facts.branchProtection.known) return unreadable(facts.branchProtection.why)
    const found = facts.branchProtection.value
    if (!found.protected)
      return unmet('the default branch is not protected', 'Protect the default branch by a ruleset.')
    const words = `protected, ${found.reviews} approving reviews`
    return found.reviews >= reviews
      ? met(words)
      : unmet(words, `Ask for ${reviews} approving reviews in the ruleset.`)
  },
})
