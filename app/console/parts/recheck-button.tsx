import { SyncIcon } from '@primer/octicons-react'
import { Button } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, read, type Schema } from '../api.ts'
import { useMay } from '../queries.ts'
import { ProblemBanner } from './problem-banner.tsx'

interface RecheckButtonProps {
  readonly repositories: readonly Pick<Schema<'ListedRepository'>, 'id' | 'organization'>[]
  readonly onDone?: () => void
}

/** Has repositories looked at again, by whoever may: auditors order nothing. */
export function RecheckButton({ repositories, onDone }: RecheckButtonProps) {
  const queries = useQueryClient()
  const may = useMay()
  const ids = repositories.map(({ id }) => id)
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => read(api.POST('/api/v1/repositories/recheck', { body: { repositories: ids } })),
    onSuccess: () => {
      for (const id of ids) void queries.invalidateQueries({ queryKey: ['repository', id] })
      onDone?.()
    },
  })
  if (!repositories.every(({ organization }) => may('re-check', organization.id))) return null
  return (
    <>
      {error && <ProblemBanner error={error} />}
      <Button leadingVisual={SyncIcon} loading={isPending} onClick={() => mutate()}>
        {isSuccess ? 'It is being looked at' : 'Re-check'}
      </Button>
    </>
  )
}
