import { z } from 'zod'
import { visibilities } from '../facts.ts'
import { list } from '../fields.ts'
import { defineCheck, met, unmet, unreadable } from './check.ts'

export const visibility = defineCheck({
  name: 'visibility',
  id: 'visibility',
  needs: 'github',
  setting: list(z.enum(visibilities)).describe('The repository has one of these visibilities.'),
  wanted: (setting) => `the repository is ${setting.join(' or ')}`,
  judge: (setting, { facts }) => {
    if (!facts.visibility.known) return unreadable(facts.visibility.why)
    const found = facts.visibility.value
    if (setting.includes(found)) return met(found)
    return unmet(found, `Change the repository's visibility to ${setting.join(' or ')}.`)
  },
})
