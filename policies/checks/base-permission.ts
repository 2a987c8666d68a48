import { z } from 'zod'
import { basePermissions } from '../facts.ts'
import { defineCheck, met, unmet, unreadable } from './check.ts'

export const basePermission = defineCheck({
  name: 'basePermission',
  id: 'base-permission',
  needs: 'github',
  setting: z
    .enum(basePermissions)
    .describe('The most that every member of the organization may do in the repository.'),
  wanted: (setting) => `organization members have at most the base permission ${setting}`,
  judge: (setting, { facts }) => {
    if (!facts.basePermission.known) return unreadable(facts.basePermission.why)
    const found = facts.basePermission.value
    if (basePermissions.indexOf(found) <= basePermissions.indexOf(setting)) return met(found)
    return unmet(found, `Lower the organization's base permission to ${setting}.`)
  },
})
