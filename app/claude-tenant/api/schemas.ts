import { z } from 'zod'

/**
 * What Claude's Compliance API answers; only what is needed of it. Its documentation asks clients to pass through types that they do not
 * know and to ignore fields that they do not: https://platform.claude.com/docs/en/manage-claude/compliance-activity-feed
 */

const text = z.string().nullish()

export const actorSchema = z.looseObject({
  type: z.string().default('unknown'),
  user_id: text,
  email_address: text,
  api_key_id: text,
})

export const activitySchema = z.looseObject({
  id: z.string().min(1).max(200),
  created_at: z.iso.datetime({ offset: true }),
  type: z.string().min(1).max(200),
  actor: actorSchema.nullish(),
})

export const activitiesPage = z.looseObject({
  data: z.array(activitySchema),
  has_more: z.boolean(),
  first_id: text,
  last_id: text,
})
export type ActivitiesPage = z.output<typeof activitiesPage>

/** `next_page` is sent back as it came, as `page`. */
const paged = { has_more: z.boolean().default(false), next_page: text }

export const organizationsPage = z.looseObject({
  data: z.array(z.looseObject({ uuid: z.string(), name: text })),
  ...paged,
})

export const usersPage = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), email: text, organization_role: text })),
  ...paged,
})

/** Kinds of settings that are not known here have values that are not known either. */
export const settingsAnswer = z.looseObject({
  settings: z.array(z.looseObject({ name: z.string(), value: z.unknown() })),
  api_keys: z
    .array(
      z.looseObject({
        id: z.string(),
        name: text,
        is_active: z.boolean().default(true),
        scopes: z.array(z.string()).default([]),
        expires_at: text,
      }),
    )
    .nullish(),
})

export const errorAnswer = z.looseObject({
  error: z.looseObject({ type: text, message: text }).nullish(),
})
