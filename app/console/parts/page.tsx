import { Breadcrumbs } from '@primer/react'
import type { ReactNode } from 'react'
import styles from './page.module.css'
import { RouterLink } from './router-link.tsx'

/** Where the skip link leads, and the focus after a navigation. */
export const pageTitleId = 'page-title'

interface PageProps {
  readonly title: string
  /** One sentence: what this page answers. */
  readonly description?: ReactNode
  /** Beside the title: labels of what it is about. */
  readonly labels?: ReactNode
  /** Buttons; the most important one is primary and last. */
  readonly actions?: ReactNode
  /** The pages above it. */
  readonly above?: readonly { readonly title: string; readonly href: string }[]
  readonly children: ReactNode
}

/** The frame of every page. */
export function Page({ title, description, labels, actions, above = [], children }: PageProps) {
  return (
    <>
      <title>{`${title} · Gatehouse`}</title>
      {above.length > 0 && (
        <Breadcrumbs className={styles.above}>
          {above.map(({ title: name, href }) => (
            <Breadcrumbs.Item key={href} as={RouterLink} href={href}>
              {name}
            </Breadcrumbs.Item>
          ))}
        </Breadcrumbs>
      )}
      <header className={styles.head}>
        <div className={styles.text}>
          <div className={styles.line}>
            <h1 id={pageTitleId} className={styles.title} tabIndex={-1}>
              {title}
            </h1>
            {labels}
          </div>
          {description !== undefined && <p className={styles.description}>{description}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </>
  )
}
