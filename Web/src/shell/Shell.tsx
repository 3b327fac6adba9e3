import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTexts } from '../i18n'
import { Icon } from './Icon'
import { Sidebar } from './Sidebar'

/** The frame of every page: the chats at the side, or behind a button where there is no room for them. */
export function Shell() {
  const t = useTexts()
  const [isOpen, setOpen] = useState(false)
  const drawer = useRef<HTMLDialogElement>(null)
  const main = useRef<HTMLElement>(null)
  const place = useRouterState({ select: (s) => s.location.pathname })
  const first = useRef(true)
  useEffect(() => {
    setOpen(false)
    // Whoever hears the page is told that it is another one.
    if (first.current) first.current = false
    else if (document.activeElement === document.body || document.activeElement?.closest('nav, dialog')) main.current?.focus()
  }, [place])
  useEffect(() => {
    if (isOpen) drawer.current?.showModal()
    else drawer.current?.close()
  }, [isOpen])
  return (
    <>
      <a className="skip" href="#content" onClick={(e) => (e.preventDefault(), main.current?.focus())}>
        {t('skip')}
      </a>
      <div className="shell">
        <aside className="side">
          <Sidebar />
        </aside>
        <header className="top">
          <button type="button" className="quiet" aria-label={t('menu')} onClick={() => setOpen(true)}>
            <Icon name="menu" />
          </button>
          <span className="brand">{t('app')}</span>
          <Link to="/" className="button quiet" aria-label={t('newChat')}>
            <Icon name="plus" />
          </Link>
        </header>
        <dialog
          ref={drawer}
          className="drawer"
          aria-label={t('menu')}
          onClose={() => setOpen(false)}
          onClick={(e) => e.target === drawer.current && setOpen(false)}
        >
          {isOpen && (
            <div className="drawer-in">
              <button type="button" className="quiet drawer-close" aria-label={t('close')} onClick={() => setOpen(false)}>
                <Icon name="close" />
              </button>
              <Sidebar />
            </div>
          )}
        </dialog>
        <main id="content" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </>
  )
}
