import { Dialog, FormControl, Textarea } from '@primer/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, read } from '../../api.ts'
import styles from '../dialog-form.module.css'
import { ProblemBanner } from '../problem-banner.tsx'
import type { EmergencyReview } from './emergency-state.tsx'

interface ReviewDialogProps {
  readonly review: EmergencyReview
  readonly onClose: () => void
}

/** Says what was found about one emergency. The policy decides who may, and the API says so where somebody may not. */
export default function ReviewDialog({ review, onClose }: ReviewDialogProps) {
  const [found, setFound] = useState('')
  const text = useRef<HTMLTextAreaElement>(null)
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/emergency-reviews/{approval}/answers', {
          params: { path: { approval: review.approval } },
          body: { found: found.trim() },
        }),
      ),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['emergency-reviews'] })
    },
  })
  return (
    <Dialog
      title={`Review: ${review.organization.login}/${review.repository.name}`}
      onClose={onClose}
      position={{ narrow: 'fullscreen' }}
      initialFocusRef={text}
      footerButtons={[
        { content: 'Cancel', onClick: onClose },
        {
          content: 'Reviewed',
          buttonType: 'primary',
          disabled: found.trim() === '' || isPending,
          onClick: () => mutate(),
        },
      ]}
    >
      <div className={styles.form}>
        {error && <ProblemBanner error={error} />}
        <blockquote className={styles.asked}>
          {review.reason ?? 'Why it was used is no longer kept.'}
        </blockquote>
        <FormControl required>
          <FormControl.Label>What was found</FormControl.Label>
          <Textarea
            ref={text}
            block
            rows={4}
            maxLength={1000}
            value={found}
            onChange={(event) => setFound(event.target.value)}
          />
          <FormControl.Caption>
            What Claude was used for while it was let in, and whether that was right. It is kept, and closes
            the review.
          </FormControl.Caption>
        </FormControl>
      </div>
    </Dialog>
  )
}
