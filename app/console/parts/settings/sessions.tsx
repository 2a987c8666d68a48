import { Button } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, read } from '../../api.ts'
import { Mood } from '../mood.tsx'
import { ProblemBanner } from '../problem-banner.tsx'
import { Loaded, Section } from '../section.tsx'
import { Time } from '../time.tsx'
import { browserOf } from './browser-of.ts'
import { Row, Rows } from './rows.tsx'

const key = ['sessions']

/** Where the person is signed in, with a way out of each place but this one. */
export function Sessions() {
  const queries = useQueryClient()
  const query = useQuery({ queryKey: key, queryFn: () => read(api.GET('/api/v1/me/sessions')) })
  const { mutate, error, variables, isPending } = useMutation({
    mutationFn: (session: string) =>
      read(api.DELETE('/api/v1/me/sessions/{session}', { params: { path: { session } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
  return (
    <Section title="Where you are signed in" note="Sign out what you do not know, or no longer have in hand.">
      {error && <ProblemBanner error={error} />}
      <Loaded query={query} height={80}>
        {({ items }) => (
          <Rows label="Where you are signed in">
            {items.map(({ id, agent, signedInAt, seenAt, isThis }) => (
              <Row
                key={id}
                title={browserOf(agent)}
                more={
                  <>
                    Signed in <Time at={signedInAt} /> · last used <Time at={seenAt} />
                  </>
                }
                end={
                  isThis ? (
                    <Mood tone="success">This browser</Mood>
                  ) : (
                    <Button
                      size="small"
                      variant="danger"
                      loading={isPending && variables === id}
                      onClick={() => mutate(id)}
                    >
                      Sign out
                    </Button>
                  )
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
    </Section>
  )
}
