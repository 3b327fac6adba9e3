const paths = {
  plus: 'M12 5v14M5 12h14',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  check: 'M5 12l5 5 9-10',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  pin: 'M9 4h6l-1 6 3 4H7l3-4zM12 14v6',
  gallery: 'M4 5h16v14H4zM4 15l5-5 5 5 2-2 4 4M15 9h.01',
  notes: 'M6 4h9l4 4v12H6zM14 4v5h5M9 13h7M9 16.5h5',
  costs: 'M4 20h16M7 20v-6M12 20V6M17 20v-9',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 4.5v5M10 14.5v5',
  play: 'M8 5l11 7-11 7z',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  chat: 'M5 5h14v11H10l-5 4z',
  down: 'M6 9l6 6 6-6',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  code: 'M8 8l-4 4 4 4M16 8l4 4-4 4',
  video: 'M4 6h11v12H4zM15 10l5-3v10l-5-3',
  plot: 'M4 4v16h16M6 16c4 0 4-9 7-9s2 6 6 6',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M16 16l4 4',
  link: 'M10 14l4-4M8 11l-2 2a3.5 3.5 0 0 0 5 5l2-2M16 13l2-2a3.5 3.5 0 0 0-5-5l-2 2',
} as const

export type IconName = keyof typeof paths

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
)
