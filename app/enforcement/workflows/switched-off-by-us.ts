import type { Records } from '../records.ts'

/** GitHub's numbers of a repository's workflows that Gatehouse switched off and did not switch on again. @param repository our id */
export const switchedOffByUs = async (
  records: Pick<Records, 'made'>,
  repository: string,
): Promise<ReadonlySet<number>> =>
  new Set(
    (await records.made(repository, 'workflow'))
      .filter(({ removedAt }) => removedAt === null)
      .map(({ reference }) => Number(reference)),
  )
