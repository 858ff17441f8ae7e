import { useText } from '../lib/i18n.ts';
import { safeAddress } from '../lib/emoji.ts';
import type { Person } from '../sync/protocol.ts';

/** What a person says of themselves; nothing of what they left out. */
export function PersonFacts({ person }: { person: Person }) {
  const text = useText();
  const work = [person.organization_name, person.department, person.title].filter((fact) => fact !== '').join(' · ');
  const page = safeAddress(person.url);
  return (
    <>
      {work !== '' && <p className="faint">{work}</p>}
      {person.status_text !== '' && <p className="person-status">{person.status_text}</p>}
      {person.introduction !== '' && <p className="person-introduction">{person.introduction}</p>}
      <dl className="person-facts">
        {person.mail !== '' && (
          <Fact name={text('settings.mail')}>
            <a href={`mailto:${person.mail}`}>{person.mail}</a>
          </Fact>
        )}
        {person.tel_organization !== '' && (
          <Fact name={text('settings.tel')}>
            <a href={`tel:${person.tel_organization}`}>{person.tel_organization}</a>
          </Fact>
        )}
        {page !== null && (
          <Fact name={text('settings.url')}>
            <a href={page} target="_blank" rel="noopener noreferrer nofollow">
              {person.url}
            </a>
          </Fact>
        )}
        {person.chatwork_id !== '' && <Fact name={text('settings.chatworkId')}>{person.chatwork_id}</Fact>}
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
