import { z } from 'zod'
import type { Octokit, Place } from '../../github.ts'

const query = `query ($owner: String!, $repo: String!, $id: GitObjectID!) {
  repository(owner: $owner, name: $repo) { object(oid: $id) { ... on Tag { message tagger { name date } } } }
}`
const answerSchema = z.object({
  repository: z.object({
    object: z.object({
      message: z.string().nullish(),
      tagger: z.object({ name: z.string().nullish(), date: z.string().nullish() }).nullish(),
    }),
  }),
})

/** An annotated tag by its id, in hex. Its message is undefined where GitHub does not tell it. */
export async function readTagMessage(octokit: Octokit, { owner, repo }: Place, id: string) {
  const answer = answerSchema.parse(await octokit.graphql(query, { owner, repo, id }))
  const { message, tagger } = answer.repository.object
  return {
    id,
    message: message ?? undefined,
    author: tagger?.name ?? 'unknown',
    authorDate: tagger?.date ?? '1970-01-01T00:00:00+00:00',
  }
}
