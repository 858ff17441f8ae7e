import { useText } from '../../lib/i18n.ts';

const ICONS = [
  'group', 'check', 'document', 'meeting', 'event', 'project', 'business', 'study', 'security', 'star', 'idea',
  'heart', 'magcup', 'beer', 'music', 'sports', 'travel',
] as const;

export function IconChoice({ value, onChange }: { value: string; onChange: (icon: string) => void }) {
  const text = useText();
  return (
    <fieldset className="icon-choice">
      <legend>{text('room.icon')}</legend>
      {ICONS.map((icon) => (
        <button
          key={icon}
          type="button"
          aria-label={icon}
          aria-pressed={value === icon}
          onClick={() => onChange(icon)}
        >
          <img src={`/img/icon/ico_${icon}.png`} width={32} height={32} alt="" />
        </button>
      ))}
    </fieldset>
  );
}
