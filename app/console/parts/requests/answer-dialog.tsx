import { Dialog, FormControl, Textarea, TextInput } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, read } from '../../api.ts'
import { ProblemBanner } from '../problem-banner.tsx'
import styles from '../dialog-form.module.css'
import { longest } from './progress-of.ts'
import { Readiness } from './readiness.tsx'
import type { AccessRequest } from './request-state.tsx'

interface AnswerDialogProps {
  readonly request: AccessRequest
  readonly kind: 'approve' | 'deny' | 'withdraw'
  readonly onClose: () => void
}

const words = {
  approve: { title: 'Approve', act: 'Approve', why: '' },
  deny: { title: 'Deny', act: 'Deny', why: 'Why not, and what would help' },
  withdraw: { title: 'Withdraw', act: 'Withdraw the request', why: 'Why, if you like' },
} as const

/** One answer to a request. The policy's teams decide who may, and the API says so where somebody may not. */
export default function AnswerDialog({ request, kind, onClose }: AnswerDialogProps) {
  const most = longest(request.rules)
  const [days, setDays] = useState(String(request.days ?? most ?? ''))
  const [ticket, setTicket] = useState('')
  const [condition, setCondition] = useState('')
  const [reason, setReason] = useState('')
  const first = useRef<HTMLInputElement>(null)
  const firstText = useRef<HTMLTextAreaElement>(null)
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const given =
        kind === 'approve'
          ? {
              answer: kind,
              ...(days !== '' && { days: Number(days) }),
              ...(ticket !== '' && { ticket: ticket.trim() }),
              ...(condition.trim() !== '' && { condition: condition.trim() }),
            }
          : kind === 'deny'
            ? { answer: kind, reason: reason.trim() }
            : { answer: kind, ...(reason.trim() !== '' && { reason: reason.trim() }) }
      const params = { path: { request: request.id } }
      return read(api.POST('/api/v1/requests/{request}/answers', { params, body: given }))
    },
    onSuccess: async () => {
      onClose()
      await Promise.all(
        ['requests', 'request', 'counts', 'repository', 'overview'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      )
    },
  })
  const isComplete = kind === 'deny' ? reason.trim() !== '' : kind !== 'approve' || isDays(days)
  const name = `${request.organization.login}/${request.repository.name}`
  const { title, act, why } = words[kind]
  return (
    <Dialog
      title={`${title}: ${name}`}
      onClose={onClose}
      position={{ narrow: 'fullscreen' }}
      initialFocusRef={kind === 'approve' ? first : firstText}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: act,
          buttonType: kind === 'deny' ? 'danger' : 'primary',
          disabled: !isComplete || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <blockquote className={styles.asked}>{request.reason}</blockquote>
        <Readiness readiness={request.readiness} />
        {kind === 'approve' ? (
          <>
            {(request.readiness?.unmet ?? 0) > 0 && (
              <p className={styles.note}>
                What is not met is no part of the approval: it keeps Claude out until it is.
              </p>
            )}
            <FormControl>
              <FormControl.Label>Days</FormControl.Label>
              <TextInput
                ref={first}
                className={styles.days}
                inputMode="numeric"
                value={days}
                onChange={(event) => setDays(event.target.value)}
              />
              <FormControl.Caption>
                {most === undefined
                  ? 'Then it ends by itself.'
                  : `Then it ends by itself. The policy lets ${most} at most.`}
              </FormControl.Caption>
            </FormControl>
            <FormControl>
              <FormControl.Label>Ticket</FormControl.Label>
              <TextInput block value={ticket} onChange={(event) => setTicket(event.target.value)} />
              <FormControl.Caption>Of another system, where the policy wants one.</FormControl.Caption>
            </FormControl>
            <FormControl>
              <FormControl.Label>Condition</FormControl.Label>
              <Textarea
                block
                rows={2}
                maxLength={1000}
                value={condition}
                onChange={(event) => setCondition(event.target.value)}
              />
              <FormControl.Caption>
                What you ask for besides, for people to see to: it is written in the GitHub issue, and stands
                with the approval. Gatehouse does not look whether it holds.
              </FormControl.Caption>
            </FormControl>
          </>
        ) : (
          <FormControl required={kind === 'deny'}>
            <FormControl.Label>{why}</FormControl.Label>
            <Textarea
              ref={firstText}
              block
              rows={4}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <FormControl.Caption>It is written in the GitHub issue, for whoever asked.</FormControl.Caption>
          </FormControl>
        )}
      </div>
    </Dialog>
  )
}

/** Empty: as long as the policy lets. */
const isDays = (text: string): boolean => text === '' || (/^\d{1,3}$/.test(text) && Number(text) > 0)
