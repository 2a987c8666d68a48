import { Link } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'
import { parseSearch } from '../search-params.ts'

interface RouterLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly href?: string
  readonly ref?: Ref<HTMLAnchorElement>
}

/** A link within the console for what takes `as`: `<LinkButton as={RouterLink} href="/audit?kind=approval">`. */
export function RouterLink({ href = '/', ...rest }: RouterLinkProps) {
  const [path = '/', query = ''] = href.split('?')
  return (
    <Link
      to={path}
      search={parseSearch(query)}
      activeOptions={{ exact: true }}
      activeProps={noProps}
      {...rest}
    />
  )
}

// Else it adds a class.
const noProps = () => ({})
