import { z } from 'zod'
import type { Fact } from '../../policies/facts.ts'
import type { ListedWorkflow } from '../enforcement/github.ts'
import type { ApiClient } from './api-client.ts'
import { type Permissions, readPermitted } from './read-fact.ts'

/** A workflow in GitHub's words. Source: its OpenAPI description, `workflow`. */
export const workflow = z
  .object({ id: z.number().int(), path: z.string(), state: z.string() })
  .transform(({ id, path, state }): ListedWorkflow => ({
    id,
    path,
    isActive: state === 'active',
    isSwitchedOff: state === 'disabled_manually',
  }))

/** A repository's workflows, by its numeric id: those of its default branch, and GitHub's own. */
export const listWorkflows = (
  client: ApiClient,
  granted: Permissions | undefined,
  id: number,
): Promise<Fact<readonly ListedWorkflow[]>> =>
  readPermitted('how workflows stand', granted, { actions: 'read' }, () =>
    client.list('GET /repositories/{id}/actions/workflows', { id }, workflow, 'workflows'),
  )
