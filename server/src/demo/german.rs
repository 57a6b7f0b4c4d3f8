//! The demo shop's texts in German: what its German store views say in place of the English ones.
// Over 400 lines: because it is a list, and is read by nobody from end to end.

/// The German words for what has this English name: its name and its description.
pub(super) struct Words {
    pub english: &'static str,
    pub name: &'static str,
    pub description: &'static str,
}

pub(super) const WORDS: &[Words] = &[
    Words {
        english: "Kitchen",
        name: "Küche",
        description: "Töpfe, Dosen und Tassen für alle, die fast jeden Tag kochen und danach auch abwaschen.",
    },
    Words {
        english: "Harbour Mug",
        name: "Hafenbecher",
        description: "Dickes Steinzeug, das 350 ml fasst und ein langes Telefonat über heiß hält. Am Fuß sammelt sich \
            die Glasur ein wenig, deshalb gleicht keiner ganz dem anderen.",
    },
    Words {
        english: "Little Espresso Cup",
        name: "Kleine Espressotasse",
        description: "Fasst 70 ml und hat einen Henkel für einen echten Finger. Wir verkaufen sie einzeln, denn aus \
            sechs Tassen werden früher oder später immer fünf.",
    },
    Words {
        english: "Slow Pour Carafe",
        name: "Mußekaraffe",
        description: "Borosilikatglas mit einer Manschette aus Buche, gut für 700 ml Filterkaffee. Zum Spülen bindet \
            man sie ab und danach ohne Fluchen wieder um.",
    },
    Words {
        english: "Steady Drip Oil Bottle",
        name: "Ölflasche Ruhige Hand",
        description: "Das grüne Glas hält das Licht ab, und der Stahlausgießer hört auf, wenn Sie aufhören. Fasst \
            einen halben Liter und passt in die Schranktür.",
    },
    Words {
        english: "Crumb Keeper Bread Box",
        name: "Brotkasten Krümelhüter",
        description: "Umgedreht ist der Eschendeckel ein Schneidebrett. Hinein passen zwei Brote, oder ein Brot und \
            der Kuchen, den keiner finden soll.",
    },
    Words {
        english: "Pantry Tin Trio",
        name: "Vorratsdosen-Trio",
        description: "Drei Dosen, die leer ineinander und voll aufeinander passen. Die Deckel schließen so dicht, dass \
            Mehlmotten draußen bleiben. Nehmen Sie beide Hände.",
    },
    Words {
        english: "Soft Egg Timer",
        name: "Eieruhr Weichgekocht",
        description: "Eine Uhr zum Aufziehen, deren Klingel man noch im Garten hört. Sie läuft bis zu einer Stunde und \
            irrt sich dabei um etwa zehn Sekunden.",
    },
    Words {
        english: "Windowsill Basil Pot",
        name: "Basilikumtopf fürs Fensterbrett",
        description: "Ein Tontopf mit verstecktem Untersetzer und einem Tütchen Basilikumsamen. Gießen Sie von unten, \
            und seien Sie im Januar nachsichtig.",
    },
    Words {
        english: "Sunday Soup Book",
        name: "Sonntagssuppenbuch",
        description: "Zweiundfünfzig Suppen, für jede Woche eine, ganz ohne Fotos von Löffeln. Es bleibt flach \
            aufgeschlagen, und der Einband ist abwischbar.",
    },
    Words {
        english: "Onion Net Bag",
        name: "Zwiebelnetz",
        description: "Geknüpfte Baumwolle, die drei Kilo fasst und Luft durchlässt. Hängen Sie es an einen Nagel, dann \
            halten die Zwiebeln bis zum Frühling.",
    },
    Words {
        english: "Living room",
        name: "Wohnzimmer",
        description: "Sitzplätze, Lampen und stille Gesellschaft für den Raum, in dem am Ende alle landen.",
    },
    Words {
        english: "Low Tide Armchair",
        name: "Sessel Ebbe",
        description: "Ein Buchengestell mit Wollpolster, tief genug für zwei Katzen oder einen Erwachsenen. Die Bezüge \
            haben Reißverschlüsse und überstehen eine kühle Wäsche.",
    },
    Words {
        english: "Fireside Stool",
        name: "Kaminhocker",
        description: "Drei Beine, darum wackelt er nie, auch nicht auf alten Dielen. Er taugt als Sitz, als \
            Beistelltisch oder als Tritt zum obersten Regalbrett.",
    },
    Words {
        english: "Heron Floor Lamp",
        name: "Stehlampe Reiher",
        description: "Eine hohe Lampe aus Stahl, die sich über Ihre Schulter beugt, ohne mitzulesen. Der Fuß ist aus \
            Gusseisen und lässt sich nur mit beiden Händen bewegen.",
    },
    Words {
        english: "Moth Table Lamp",
        name: "Tischlampe Nachtfalter",
        description: "Der Papierschirm gibt ein warmes, gleichmäßiges Licht und ist für wenig Geld zu ersetzen. \
            Angelockt werden öfter Leser als Falter.",
    },
    Words {
        english: "Half Past Clock",
        name: "Wanduhr Punkt Halb",
        description: "Eine Wanduhr mit gleitendem Zeiger, damit es im Zimmer still bleibt. Eine Batterie reicht etwa \
            zwei Jahre, einen Winter mehr oder weniger.",
    },
    Words {
        english: "Mantel Chime Clock",
        name: "Kaminuhr mit Schlagwerk",
        description: "Sie schlägt zur vollen Stunde und hat einen Schalter für schlafende Gäste. Aufgezogen wird \
            sonntags, der Messingschlüssel klebt innen.",
    },
    Words {
        english: "Patient Fern",
        name: "Geduldiger Farn",
        description: "Ein Schwertfarn im glasierten Topf, der Schatten und vergessliche Besitzer verkraftet. Bei Durst \
            lässt er sich hängen, am Abend ist er wieder der Alte.",
    },
    Words {
        english: "Blanket Chest",
        name: "Deckentruhe",
        description: "Massive Kiefer mit einem gedämpften Scharnier, das Ihre Finger schont. Hinein passen sechs \
            Decken oder eine bedenkliche Menge Brettspiele.",
    },
    Words {
        english: "Log Carrier",
        name: "Kaminholztrage",
        description: "Gewachstes Segeltuch mit Ledergriffen, gemacht für zwölf Scheite. Unterwegs krümelt etwas Rinde \
            heraus, aber weniger als von Ihrem Pullover.",
    },
    Words {
        english: "Wool Footrest Ball",
        name: "Fußkugel aus Wolle",
        description: "Eine Filzkugel für müde Füße, gefüllt mit Wollresten. Nach einem Tritt rollt sie davon, und \
            genau so wird sie von Kindern entdeckt.",
    },
    Words {
        english: "Study",
        name: "Arbeitszimmer",
        description: "Schreibtischdinge für Briefe, Listen und lange Nachmittage, an denen nachgedacht wird.",
    },
    Words {
        english: "Plain Ledger",
        name: "Schlichtes Kontorbuch",
        description: "Zweihundert nummerierte Seiten, auf denen Füllertinte nicht verläuft. Das Verzeichnis vorn ist \
            leer und voller Hoffnung.",
    },
    Words {
        english: "Pocket Field Notes Book",
        name: "Kleines Feldnotizbuch",
        description: "Achtundvierzig karierte Seiten im Kartonumschlag, der sich der Hosentasche anpasst. Die \
            Stiftschlaufe ist angenäht und bleibt dran.",
    },
    Words {
        english: "Night Owl Desk Lamp",
        name: "Schreibtischlampe Nachteule",
        description: "Zwei Gelenke und ein Dimmer bringen das Licht genau dorthin, wo gearbeitet wird. Die letzte \
            Einstellung merkt sie sich, auch wenn Sie es nicht tun.",
    },
    Words {
        english: "Clip-On Shelf Lamp",
        name: "Klemmlampe fürs Regal",
        description: "Die Klemme öffnet sich vier Zentimeter weit und hat Filz auf beiden Backen. Das Kabel ist drei \
            Meter lang, denn Steckdosen sind nie in der Nähe.",
    },
    Words {
        english: "Upright Task Chair",
        name: "Arbeitsstuhl Aufrecht",
        description: "Höhe und Lehne verstellt man mit zwei schlichten Hebeln. Geheime Knöpfe gibt es nicht, und die \
            Rollen sind weich genug für Holzböden.",
    },
    Words {
        english: "Folding Letter Box",
        name: "Briefschachtel zum Falten",
        description: "Mit Leinen bezogen und flach gefaltet, bis sich die Post stapelt. Hinein passt ein Jahr Briefe \
            oder eine Woche Kataloge.",
    },
    Words {
        english: "Odds and Ends Tray",
        name: "Krimskramsschale",
        description: "Fünf Fächer aus geölter Eiche für Klammern, Briefmarken und Schlüssel. Das fünfte ist für die \
            Schraube, die Sie eines Tages gewiss zuordnen können.",
    },
    Words {
        english: "Deadline Desk Clock",
        name: "Tischuhr Abgabetermin",
        description: "Ein handtellergroßer Wecker, dessen Zeiger man vom Sofa aus ablesen kann. Die Schlummertaste ist \
            mit Absicht klein.",
    },
    Words {
        english: "Pencil Mug",
        name: "Stiftebecher",
        description: "Unten so schwer, dass ihn auch dreißig Bleistifte nicht umwerfen. Trinken kann man daraus \
            ebenfalls, sofern man den Graphit ausspült.",
    },
    Words {
        english: "Inkwell Succulent",
        name: "Sukkulente im Tintenfass",
        description: "Eine kleine Sukkulente im quadratischen Glastopf mit Kies am Boden. Gegossen wird, wenn die \
            Miete fällig ist.",
    },
    Words {
        english: "Garden",
        name: "Garten",
        description: "Werkzeug, Töpfe und Sitzplätze für matschige Morgen und lange Abende im Freien.",
    },
    Words {
        english: "Bench for Two",
        name: "Bank für zwei",
        description: "Lärchenbohlen und verzinkte Schrauben, unbehandelt, damit das Holz silbern wird. Zwei haben gut \
            Platz, drei dann, wenn sie einander mögen.",
    },
    Words {
        english: "Orchard Deck Chair",
        name: "Liegestuhl Obstwiese",
        description: "Gestreiftes Segeltuch auf einem Buchengestell mit drei Stellungen. Lässt sich auf Anhieb \
            zusammenklappen, wenn man das Etikett gelesen hat.",
    },
    Words {
        english: "Lean-To Lantern",
        name: "Laubenlaterne",
        description: "Eine Blechlaterne für eine dicke Kerze, mit Glasscheiben, die sich zum Putzen herausschieben \
            lassen. Wind bis zur steifen Brise lässt sie kalt.",
    },
    Words {
        english: "Shed Door Lamp",
        name: "Schuppentürlampe",
        description: "Eine Solarlampe, die angeht, sobald Sie näher kommen. Im Sommer leuchtet sie etwa sechs Stunden, \
            im Dezember zwei.",
    },
    Words {
        english: "Potting Bench Box",
        name: "Pflanztischkiste",
        description: "Eine flache Zedernkiste für Setzlinge, Schildchen und die gute Pflanzkelle. Der Lattenboden \
            lässt Wasser ablaufen, also rostet unten nichts.",
    },
    Words {
        english: "Long Reach Watering Bottle",
        name: "Gießflasche Langer Hals",
        description: "Eine Literflasche mit gebogener Tülle, die bis zu den Blumenampeln hinaufreicht. Die Tropfen \
            kommen so langsam, dass die Erde im Topf bleibt.",
    },
    Words {
        english: "Windfall Apple Bag",
        name: "Fallobstbeutel",
        description: "Eine Pflücktasche aus Segeltuch mit breitem Gurt und einem Boden zum Aufknöpfen. Zehn Kilo Äpfel \
            passen hinein, über mehr entscheidet Ihr Rücken.",
    },
    Words {
        english: "Hardy Rosemary",
        name: "Winterharter Rosmarin",
        description: "Ein drei Jahre alter Strauch, der schon Frost bis minus zehn Grad erlebt hat. Geben Sie ihm \
            Sonne und magere Erde, und lassen Sie ihn sonst in Ruhe.",
    },
    Words {
        english: "Seed Bomb Ball",
        name: "Samenbombe",
        description: "Eine Tonkugel mit den Samen von zwanzig heimischen Wildblumen. Vor dem Regen auf eine kahle \
            Stelle werfen und bis Juni warten.",
    },
    Words {
        english: "Weekly Garden Diary",
        name: "Gartentagebuch Woche für Woche",
        description: "Eine Woche je Seite, mit Platz für Aussaat, Frost und Klagen über Schnecken. Das Papier ist \
            beschichtet, damit sich matschige Daumen abwischen lassen.",
    },
    Words {
        english: "On the road",
        name: "Unterwegs",
        description: "Räder, Taschen und Flaschen, mit denen man hinkommt und auch wieder zurück.",
    },
    Words {
        english: "Lark City Bike",
        name: "Stadtrad Lerche",
        description: "Ein Stahlrahmen mit sieben Gängen, Schutzblechen und einer Klingel, die freundlich klingt. Das \
            Rad wiegt 14 Kilo, was man nur auf Treppen merkt.",
    },
    Words {
        english: "Drover Touring Bike",
        name: "Reiserad Wanderhirte",
        description: "Achtzehn Gänge, Gepäckträger vorn und hinten und Reifen, die Schotter nicht übel nehmen. Für \
            jede Reparatur genügen die sechs Werkzeuge in der Satteltasche.",
    },
    Words {
        english: "Sparrow Kids Bike",
        name: "Kinderrad Spatz",
        description: "Laufräder mit zwanzig Zoll und kurze Bremshebel für kurze Finger. Der Sattel lässt sich so weit \
            hochstellen, dass es für etwa drei Sommer reicht.",
    },
    Words {
        english: "Ferry Pannier",
        name: "Packtasche Fähre",
        description: "Fasst zwanzig Liter, und der Rollverschluss lässt den Regen draußen. Man hängt sie mit einer \
            Hand ein, während die andere das Rad hält.",
    },
    Words {
        english: "Weekend Holdall",
        name: "Wochenendtasche",
        description: "Gewachste Baumwolle mit Platz für drei Tage, oder für zwei Tage und gute Schuhe. Der Boden ist \
            aus Gummi, nasse Bahnsteige sind also kein Problem.",
    },
    Words {
        english: "Market Day Tote",
        name: "Markttasche",
        description: "Schweres Segeltuch mit Henkeln, die auch über einen Wintermantel reichen. Innen gibt es genau \
            ein Fach, so wissen Sie immer, wo die Schlüssel sind.",
    },
    Words {
        english: "Milestone Bottle",
        name: "Trinkflasche Meilenstein",
        description: "Stahl, 600 ml, mit einem Strich alle hundert, damit Sie sehen, wie Sie vorankommen. Tee bleibt \
            fünf Stunden warm, und drei davon heiß.",
    },
    Words {
        english: "Tailwind Bike Lamp",
        name: "Fahrradlampe Rückenwind",
        description: "Ein Frontlicht mit sauberer Hell-Dunkel-Grenze, das die Nachbarn nicht blendet. Es lädt in zwei \
            Stunden und leuchtet etwa acht.",
    },
    Words {
        english: "Puncture Box",
        name: "Pannendose",
        description: "Flicken, Kleber, Reifenheber und eine kurze gedruckte Anleitung in einer Blechdose. Ungeöffnet \
            hält der Kleber zwei Jahre, und das Datum drucken wir darauf.",
    },
    Words {
        english: "Back Roads Atlas",
        name: "Nebenstraßenatlas",
        description: "Sechsundneunzig Karten kleiner Straßen, mit Hügeln, wie sie wirklich sind. Dank Spiralbindung \
            passt er umgeschlagen in die Lenkertasche.",
    },
    Words {
        english: "Wear and play",
        name: "Anziehen und Spielen",
        description: "Kleidung, die etwas aushält, und Spiele, für die man gern vom Sofa aufsteht.",
    },
    Words {
        english: "Ferryman Work Shirt",
        name: "Fährmannshemd",
        description: "Dichter Baumwollköper mit zwei Brusttaschen und Ersatzknöpfen innen am Saum. Anfangs ist es \
            steif, nach der dritten Wäsche gibt es nach.",
    },
    Words {
        english: "Everyday Linen Shirt",
        name: "Leinenhemd für alle Tage",
        description: "Leichtes Leinen, das sofort knittert und dabei gut aussieht. Der Rücken ist so lang, dass das \
            Hemd auch auf dem Rad in der Hose bleibt.",
    },
    Words {
        english: "Striped Boat Tee",
        name: "Gestreiftes Bootsshirt",
        description: "Schwerer Jersey mit weitem Ausschnitt und Streifen, die sich an den Nähten treffen. Es läuft \
            zwei Prozent ein, also schneiden wir es zwei Prozent größer.",
    },
    Words {
        english: "Merino Base Layer",
        name: "Merino-Unterhemd",
        description: "Dünne Wolle, die man tagelang tragen kann, ehe jemand etwas sagt. Kühl waschen und liegend \
            trocknen.",
    },
    Words {
        english: "Gardener's Overshirt",
        name: "Gärtner-Überhemd",
        description: "An den Schultern gewachst, mit einer Tasche genau für die Gartenschere. Hochgekrempelte Ärmel \
            werden über dem Ellbogen festgeknöpft.",
    },
    Words {
        english: "Canvas Gym Bag",
        name: "Turnbeutel aus Segeltuch",
        description: "Ein Beutel mit Kordelzug und einer Lüftung am Boden für feuchte Schuhe. Bei vierzig Grad \
            waschbar und über Nacht wieder trocken.",
    },
    Words {
        english: "Village Green Football",
        name: "Fußball Dorfwiese",
        description: "Von Hand genähte Felder um eine Blase, die sich austauschen lässt. Er ist etwas schwerer als ein \
            Wasserball und viel sanfter zu Fenstern als ein Ziegelstein.",
    },
    Words {
        english: "Juggling Ball Three",
        name: "Drei Jonglierbälle",
        description: "Drei Bälle voller Hirse, die landen, ohne unters Sofa zu rollen. Ein kleines Faltblatt begleitet \
            Sie durch die erste Woche Fallenlassen.",
    },
    Words {
        english: "Rainy Day Game Box",
        name: "Spielekiste für Regentage",
        description: "Dame, Domino, Würfel und zwei Kartenspiele in einer Kiste aus Buche. Die Regeln stehen innen im \
            Deckel, damit jeder Streit ein Ende findet.",
    },
    Words {
        english: "Sideline Drinks Bottle",
        name: "Sportflasche Seitenlinie",
        description: "Eine weiche Flasche mit 750 ml, deren Kappe an ihrem Band bleibt. Für den Namen ist Platz, denn \
            zur Halbzeit sehen alle gleich aus.",
    },
];
