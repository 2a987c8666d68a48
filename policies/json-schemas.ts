import { z } from 'zod'
import { allowlistSchema } from './allowlist.ts'
import { policySchema } from './policy.ts'

/** The JSON Schema of a policy file, for editors: the text of policy.schema.json. */
export const policyJsonSchema = (): string => jsonSchema(policySchema, 'Gatehouse policy')

/** The JSON Schema of an allowlist file, for editors: the text of allowlist.schema.json. */
export const allowlistJsonSchema = (): string => jsonSchema(allowlistSchema, 'Gatehouse allowlist')

/** Draft 7, because that is what editors' YAML support understands best. It can't say everything that reading checks. */
function jsonSchema(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' })
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}
