import { statusOf } from '../github.ts'
import { type Posting, pullOf } from './posting.ts'

/**
 * The commit that a pull request has now, where that is not the one that was looked at: somebody pushed meanwhile, or the run of an older
 * commit was started again. What it knows is old then, and would undo what the run of the newer one said.
 * @returns in hex; undefined: it is still that one, or it cannot be asked
 */
export async function newerHead(
  posting: Pick<Posting, 'octokit' | 'place' | 'number' | 'head'>,
): Promise<string | undefined> {
  try {
    const { data } = await posting.octokit.rest.pulls.get(pullOf(posting))
    return data.head.sha === posting.head ? undefined : data.head.sha
  } catch (error) {
    // Whether it may comment shows when it does.
    if (statusOf(error) === undefined) throw error
    return undefined
  }
}
