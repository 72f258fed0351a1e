"""What a child sees of a channel, in one language: promise, questions with answers, and what comes last."""

from dataclasses import dataclass

from tryggby.voices import content
from tryggby.voices.actions.answer import scale_of, values_of
from tryggby.voices.actions.channel import promise_steps
from tryggby.voices.dialogue import when_read
from tryggby.voices.faces import face
from tryggby.voices.models import Channel, Question
from tryggby.voices.rules import text_is_open


@dataclass(frozen=True)
class Option:
    """One answer: value, words, the face's drawing, and the mark by which it is known as chosen."""

    value: int
    label: str
    face: str
    mark: str


@dataclass(frozen=True)
class Asked:
    """One question as it is put, and in which language: the child's own, or bokmål where it is not translated."""

    question: Question
    text: str
    options: list[Option]
    language: content.Flow

    @property
    def field(self) -> str:
        """The field's name in the form."""
        return f"q-{self.question.key}"


def asked(channel: Channel, flow: content.Flow) -> list[Asked]:
    """The channel's questions now, the best answer first."""
    questions = Question.objects.asked_now(channel).order_by("places__order")
    return [put(question, channel.face_pack, flow) for question in questions]


def put(question: Question, pack: str, flow: content.Flow) -> Asked:
    """One question in one language; bokmål where it is not translated."""
    scale = scale_of(question, pack)
    labels = labels_of(question, scale, flow)
    options = [
        Option(value, labels[value - 1], face(scale, value), f"q-{question.key} {value}")
        for value in values_of(question, pack)
    ]
    if scale != "choice":
        options.reverse()
    spoken = flow if question.words.get(flow.code) else content.flow(content.FIRST)
    return Asked(question, in_language(question.words, flow.code), options, spoken)


def labels_of(question: Question, scale: str, flow: content.Flow) -> list[str]:
    """The words of the answers, from value 1 upwards."""
    if question.kind == Question.Kind.CHOICE:
        return [in_language(choice, flow.code) for choice in question.choices]
    return flow.labels(question.labels, scale)


def in_language(words: dict[str, str], code: str) -> str:
    """The words in a language, else in bokmål."""
    return words.get(code) or words.get(content.FIRST, "")


def what_a_child_sees(channel: Channel, flow: content.Flow) -> dict:
    """Everything the page of the flow shows. The promise is the one that is stored with the answer, word for word."""
    words, promise = flow.words, channel.promise
    facts = {"reader": channel.reader, "least": channel.least, "place": channel.name}
    questions = asked(channel, flow)
    of = len(questions)
    text_open = text_is_open(channel)
    return {
        "channel": channel,
        "flow": flow,
        "w": words,
        "languages": [content.flow(code) for code in channel.languages],
        "steps": promise.words.get(flow.code) or promise_steps(channel, flow),
        "questions": [
            (asked_one, words["progress"].format(n=number, of=of)) for number, asked_one in enumerate(questions, 1)
        ],
        "who": [line.format(**facts) for line in words["who_lines"]],
        "thanks_text": words["thanks"]["text"].format(**facts),
        "promise": promise,
        "set_number": channel.question_set.number if channel.question_set else "",
        "text_is_open": text_open,
        "when": when_read(channel, flow.code) if text_open else "",
        "typed": "",
        "chosen": [],
        "problem": "",
        "preview": False,
        "drawing_is_open": text_open and channel.takes == Channel.Takes.DRAWING,
    }
