import { Dialog, FormControl, Select, Textarea, TextInput } from '@primer/react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { accountOf } from '../../account.ts'
import { api, read } from '../../api.ts'
import styles from '../dialog-form.module.css'
import { ProblemBanner } from '../problem-banner.tsx'
import type { AccessRequest } from './request-state.tsx'

interface ExceptDialogProps {
  readonly request: AccessRequest
  readonly onClose: () => void
}

/** Approvals and groups are what the policy asks of people: of them there are no exceptions. */
const neverWaived = new Set(['approval', 'group'])

/** Waives a condition for a while. The policy says who may, and the API says so where somebody may not. */
export default function ExceptDialog({ request, onClose }: ExceptDialogProps) {
  const { organization, repository } = request
  const { data } = useQuery(accountOf(repository.id))
  const reasons = data?.explanation?.decision.reasons ?? []
  const open = reasons.filter(
    ({ check, state, advisory }) => state !== 'met' && advisory !== true && !neverWaived.has(check),
  )
  const [chosen, setChosen] = useState('')
  const check = chosen === '' ? (open[0]?.check ?? '') : chosen
  const [days, setDays] = useState('30')
  const [owner, setOwner] = useState(`${organization.login}/`)
  const [control, setControl] = useState('')
  const first = useRef<HTMLSelectElement>(null)
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/requests/{request}/exceptions', {
          params: { path: { request: request.id } },
          body: { waived: { check }, days: Number(days), owner: owner.trim(), control: control.trim() },
        }),
      ),
    onSuccess: async () => {
      onClose()
      await Promise.all(
        ['exceptions', 'request', 'requests', 'repository', 'overview'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      )
    },
  })
  const isComplete =
    check !== '' &&
    /^[1-9]\d{0,2}$/.test(days) &&
    /^[^/\s]+\/[^/\s]+$/.test(owner.trim()) &&
    control.trim() !== ''
  return (
    <Dialog
      title={`Exception: ${organization.login}/${repository.name}`}
      onClose={onClose}
      position={{ narrow: 'fullscreen' }}
      initialFocusRef={first}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Waive',
          buttonType: 'danger',
          disabled: !isComplete || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <p className={styles.note}>
          What is waived is shown with every decision, and keeps nobody out until its day. Approvals are
          needed all the same.
        </p>
        <FormControl required>
          <FormControl.Label>What does not have to hold</FormControl.Label>
          <Select ref={first} block value={check} onChange={(event) => setChosen(event.target.value)}>
            {open.map((one) => (
              <Select.Option key={one.check} value={one.check}>
                {`${one.check}: ${one.found}`}
              </Select.Option>
            ))}
          </Select>
          <FormControl.Caption>
            {open.length === 0
              ? 'Nothing that you see is unmet: there is nothing to waive.'
              : 'Single findings are waived in the issue, by their rule and path.'}
          </FormControl.Caption>
        </FormControl>
        <FormControl required>
          <FormControl.Label>Days</FormControl.Label>
          <TextInput
            className={styles.days}
            inputMode="numeric"
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
          <FormControl.Caption>Then it counts again. The policy may let fewer.</FormControl.Caption>
        </FormControl>
        <FormControl required>
          <FormControl.Label>Team that answers for it</FormControl.Label>
          <TextInput block value={owner} onChange={(event) => setOwner(event.target.value)} />
        </FormControl>
        <FormControl required>
          <FormControl.Label>What is done instead</FormControl.Label>
          <Textarea
            block
            rows={3}
            maxLength={1000}
            value={control}
            onChange={(event) => setControl(event.target.value)}
          />
          <FormControl.Caption>It stands in the register of exceptions. Name no secret.</FormControl.Caption>
        </FormControl>
      </div>
    </Dialog>
  )
}
