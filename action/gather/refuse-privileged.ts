import { readdirSync } from 'node:fs'
import { readCheckedOut } from './open-checkout.ts'

const refused =
  '`pull_request_target` gives a run rights that the author of the change does not have. Gatehouse runs there only where nothing of the change is on the disk: leave `actions/checkout` out, or check out nothing but the base (its default). Better use `on: pull_request`, which needs no such care.'

/**
 * Why a run with more rights than the change's author must not go on. Gatehouse itself never checks anything out: it reads objects into
 * a folder of its own, as bytes, and runs none of them. What another step has checked out is what a workflow would run next, so there may
 * be nothing in the job's folder, or exactly the commit of the base that the run was started with.
 * @param started the commit that the runner says the run is about, in hex
 * @returns undefined where it may go on
 */
export async function refusePrivileged(workspace: string, started: string): Promise<string | undefined> {
  if (isEmpty(workspace)) return undefined
  return (await readCheckedOut(workspace)) === started ? undefined : refused
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0
  } catch (error) {
    // Only a folder that is not there holds nothing for certain.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}
