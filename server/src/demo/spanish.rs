//! The demo shop's texts in Spanish: what its Spanish store view says in place of the English ones.

use super::german::Words;

pub(super) const WORDS: &[Words] = &[
    Words {
        english: "Kitchen",
        name: "Cocina",
        description: "Cazuelas, tarros y tazas para quienes cocinan casi a diario y después friegan.",
    },
    Words {
        english: "Harbour Mug",
        name: "Taza Puerto",
        description: "De gres grueso y con 350 ml de capacidad, conserva el calor lo que dura una llamada de \
            las largas. El esmalte se remansa un poco en la base, así que no hay dos idénticas.",
    },
    Words {
        english: "Little Espresso Cup",
        name: "Tacita de café solo",
        description: "Contiene 70 ml y tiene un asa en la que cabe un dedo de verdad. Se vende por unidades, \
            porque los juegos de seis siempre acaban siendo de cinco.",
    },
    Words {
        english: "Slow Pour Carafe",
        name: "Jarra Sin Prisa",
        description: "Vidrio de borosilicato con un collarín de haya, ideal para 700 ml de café de filtro. El \
            collarín se desata para fregar y se vuelve a poner sin jurar en arameo.",
    },
    Words {
        english: "Steady Drip Oil Bottle",
        name: "Aceitera Buen Pulso",
        description: "El vidrio verde protege de la luz y la boquilla de acero se detiene a la vez que usted. \
            Contiene medio litro y cabe en la puerta del armario.",
    },
    Words {
        english: "Crumb Keeper Bread Box",
        name: "Panera Guardamigas",
        description: "La tapa de fresno, dada la vuelta, es una tabla de cortar. Caben dos hogazas, o una \
            hogaza y el bizcocho que estaba usted escondiendo.",
    },
    Words {
        english: "Pantry Tin Trio",
        name: "Trío de latas de despensa",
        description: "Tres latas que, vacías, se meten una dentro de otra y, llenas, se apilan. Cierran tan \
            bien que la polilla de la harina no entra, así que cuente con usar las dos manos.",
    },
    Words {
        english: "Soft Egg Timer",
        name: "Temporizador Yema Blanda",
        description: "Es de cuerda y tiene un timbre que se oye desde el jardín. Marca hasta una hora y se equivoca en unos diez segundos.",
    },
    Words {
        english: "Windowsill Basil Pot",
        name: "Maceta de albahaca para el alféizar",
        description: "Una maceta de barro con el plato oculto y un sobre de semillas de albahaca. Riéguela por \
            abajo y no le tenga en cuenta el mes de enero.",
    },
    Words {
        english: "Sunday Soup Book",
        name: "Libro de sopas del domingo",
        description: "Cincuenta y dos sopas, una por semana, sin una sola foto de cucharas. Abierto se queda \
            plano y la cubierta se limpia con un paño.",
    },
    Words {
        english: "Onion Net Bag",
        name: "Malla para cebollas",
        description: "De algodón anudado, admite tres kilos y deja pasar el aire. Cuélguela de un clavo y las \
            cebollas aguantarán hasta la primavera.",
    },
    Words {
        english: "Living room",
        name: "Salón",
        description: "Asientos, lámparas y compañía tranquila para la habitación donde acaba todo el mundo.",
    },
    Words {
        english: "Low Tide Armchair",
        name: "Sillón Bajamar",
        description: "Armazón de haya y asiento de lana, lo bastante hondo para dos gatos o un adulto. Las \
            fundas tienen cremallera y resisten un lavado en frío.",
    },
    Words {
        english: "Fireside Stool",
        name: "Taburete Lumbre",
        description: "Tiene tres patas, así que nunca cojea, ni siquiera en tarimas viejas. Sirve de asiento, \
            de mesita o de escalón para llegar al estante de arriba.",
    },
    Words {
        english: "Heron Floor Lamp",
        name: "Lámpara de pie Garza",
        description: "Alta y de acero, se asoma por encima del hombro sin ponerse a leer. La base es de hierro \
            fundido y para moverla hacen falta las dos manos.",
    },
    Words {
        english: "Moth Table Lamp",
        name: "Lámpara de mesa Polilla",
        description: "La pantalla de papel da una luz cálida y uniforme, y cuesta poco reemplazarla. Suele \
            atraer a más lectores que polillas.",
    },
    Words {
        english: "Half Past Clock",
        name: "Reloj de pared Y Media",
        description: "Lleva un segundero de avance continuo, así que la habitación sigue en silencio. La pila \
            dura unos dos años, invierno arriba, invierno abajo.",
    },
    Words {
        english: "Mantel Chime Clock",
        name: "Reloj de repisa con sonería",
        description: "Da las horas y tiene un interruptor para cuando duermen los invitados. Se le da cuerda \
            los domingos con la llave de latón que va pegada en el interior.",
    },
    Words {
        english: "Patient Fern",
        name: "Helecho paciente",
        description: "Un helecho espada en maceta esmaltada que soporta la sombra y a los dueños olvidadizos. \
            Si tiene sed se mustia, y al caer la tarde ya está como nuevo.",
    },
    Words {
        english: "Blanket Chest",
        name: "Baúl para mantas",
        description: "De pino macizo, con una bisagra amortiguada que respeta los dedos. Caben seis mantas o \
            una cantidad preocupante de juegos de mesa.",
    },
    Words {
        english: "Log Carrier",
        name: "Bolsa para leña",
        description: "Lona encerada con asas de cuero, hecha para cargar doce troncos. Por el camino suelta \
            algo de corteza, pero menos de la que soltaría su jersey.",
    },
    Words {
        english: "Wool Footrest Ball",
        name: "Bola reposapiés de lana",
        description: "Una bola de fieltro para pies cansados, rellena de recortes de lana. Si se le da una \
            patada sale rodando, que es también como la descubren los niños.",
    },
    Words { english: "Study", name: "Despacho", description: "Cosas de escritorio para cartas, listas y tardes enteras de pensar." },
    Words {
        english: "Plain Ledger",
        name: "Libro de cuentas sencillo",
        description: "Doscientas páginas numeradas de un papel en el que la tinta de pluma no se corre. El \
            índice del principio está en blanco y lleno de esperanza.",
    },
    Words {
        english: "Pocket Field Notes Book",
        name: "Cuaderno de campo de bolsillo",
        description: "Cuarenta y ocho páginas cuadriculadas con una cubierta de cartulina que se amolda al \
            bolsillo. La trabilla del lápiz va cosida, así que no se suelta.",
    },
    Words {
        english: "Night Owl Desk Lamp",
        name: "Flexo Búho",
        description: "Dos articulaciones y un regulador llevan la luz justo adonde está el trabajo. Del último \
            ajuste se acuerda siempre, aunque usted no.",
    },
    Words {
        english: "Clip-On Shelf Lamp",
        name: "Lámpara de pinza para estantería",
        description: "La pinza se abre hasta cuatro centímetros y lleva fieltro en ambas mordazas. El cable \
            mide tres metros, porque los enchufes nunca están cerca.",
    },
    Words {
        english: "Upright Task Chair",
        name: "Silla de trabajo Espalda Recta",
        description: "La altura y el respaldo se ajustan con dos palancas sencillas. No hay mandos secretos, y \
            las ruedas son lo bastante blandas para suelos de madera.",
    },
    Words {
        english: "Folding Letter Box",
        name: "Caja plegable para cartas",
        description: "Una caja forrada de lino que permanece plegada hasta que el correo se amontona. Admite \
            un año de cartas o una semana de catálogos.",
    },
    Words {
        english: "Odds and Ends Tray",
        name: "Bandeja Cajón de Sastre",
        description: "Cinco compartimentos de roble aceitado para clips, sellos y llaves. El quinto es para \
            ese tornillo que algún día, seguro, sabrá usted de dónde salió.",
    },
    Words {
        english: "Deadline Desk Clock",
        name: "Reloj de mesa Última Hora",
        description: "Un despertador del tamaño de la palma, con agujas que se distinguen desde el sofá. El \
            botón para dormir un poco más es pequeño a propósito.",
    },
    Words {
        english: "Pencil Mug",
        name: "Taza para lápices",
        description: "Pesa tanto en la base que ni treinta lápices la vuelcan. También es una taza de verdad, \
            siempre que antes se enjuague el grafito.",
    },
    Words {
        english: "Inkwell Succulent",
        name: "Suculenta Tintero",
        description: "Una pequeña suculenta en una maceta cuadrada de vidrio con grava en el fondo. Riéguela cuando pague el alquiler.",
    },
    Words {
        english: "Garden",
        name: "Jardín",
        description: "Herramientas, macetas y asientos para mañanas de barro y anocheceres lentos a la fresca.",
    },
    Words {
        english: "Bench for Two",
        name: "Banco para dos",
        description: "Tablones de alerce y pernos galvanizados; la madera va sin tratar para que se vuelva \
            plateada. Dos personas caben bien y tres, si se tienen cariño.",
    },
    Words {
        english: "Orchard Deck Chair",
        name: "Tumbona Vergel",
        description: "Lona a rayas sobre un armazón de haya con tres posiciones. Se pliega a la primera, una vez leída la etiqueta.",
    },
    Words {
        english: "Lean-To Lantern",
        name: "Farol de porche",
        description: "Un farol de hojalata para una vela gruesa, con cristales que se sacan para limpiarlos. \
            Mientras el viento no pase de brisa recia, ni se inmuta.",
    },
    Words {
        english: "Shed Door Lamp",
        name: "Lámpara para la puerta de la caseta",
        description: "Una lámpara solar que se enciende cuando usted se acerca. Da unas seis horas de luz en verano y dos en diciembre.",
    },
    Words {
        english: "Potting Bench Box",
        name: "Caja para el banco de jardinería",
        description: "Una caja baja de cedro para plantones, etiquetas y la paleta buena. El fondo de listones \
            deja escurrir el agua, así que abajo no se oxida nada.",
    },
    Words {
        english: "Long Reach Watering Bottle",
        name: "Botella de riego Cuello Largo",
        description: "Una botella de un litro con un pico curvo que llega a las macetas colgantes. Las gotas \
            caen tan despacio que la tierra no se sale del tiesto.",
    },
    Words {
        english: "Windfall Apple Bag",
        name: "Bolsa para manzanas caídas",
        description: "Una bolsa de recolección de lona, con correa ancha y un fondo que se desabotona. Caben \
            diez kilos de manzanas y, a partir de ahí, decide su espalda.",
    },
    Words {
        english: "Hardy Rosemary",
        name: "Romero resistente",
        description: "Una mata de tres años que ya ha visto heladas de hasta diez grados bajo cero. Dele sol y \
            tierra pobre y, por lo demás, déjela en paz.",
    },
    Words {
        english: "Seed Bomb Ball",
        name: "Bomba de semillas",
        description: "Una bola de arcilla con semillas de veinte flores silvestres autóctonas. Láncela a un \
            terreno pelado antes de que llueva y espere hasta junio.",
    },
    Words {
        english: "Weekly Garden Diary",
        name: "Diario semanal del jardín",
        description: "Una semana por página, con sitio para siembras, heladas y quejas sobre las babosas. El \
            papel es estucado, así que las huellas de barro se limpian sin más.",
    },
    Words {
        english: "On the road",
        name: "En ruta",
        description: "Bicicletas, bolsas y botellas para ir a los sitios y también para volver.",
    },
    Words {
        english: "Lark City Bike",
        name: "Bicicleta urbana Alondra",
        description: "Cuadro de acero, siete marchas, guardabarros y un timbre de sonido amable. Pesa 14 \
            kilos, que solo se notan en las escaleras.",
    },
    Words {
        english: "Drover Touring Bike",
        name: "Bicicleta de viaje Trashumante",
        description: "Dieciocho marchas, portaequipajes delante y detrás y cubiertas que no temen la gravilla. \
            Cualquier pieza se repara con las seis herramientas de la bolsa del sillín.",
    },
    Words {
        english: "Sparrow Kids Bike",
        name: "Bicicleta infantil Gorrión",
        description: "Ruedas de veinte pulgadas y manetas de freno cortas para dedos cortos. El sillín sube lo \
            suficiente para unos tres veranos.",
    },
    Words {
        english: "Ferry Pannier",
        name: "Alforja Transbordador",
        description: "De cierre enrollable, tiene veinte litros de capacidad y no deja pasar la lluvia. Se \
            engancha con una mano mientras la otra sujeta la bici.",
    },
    Words {
        english: "Weekend Holdall",
        name: "Bolsa de fin de semana",
        description: "Algodón encerado con sitio para tres días, o para dos y unos buenos zapatos. La base es \
            de goma, así que los andenes mojados no son problema.",
    },
    Words {
        english: "Market Day Tote",
        name: "Bolsa Día de Mercado",
        description: "De lona gruesa, con asas lo bastante largas para un abrigo de invierno. Tiene un solo \
            bolsillo interior, así que siempre sabrá dónde están las llaves.",
    },
    Words {
        english: "Milestone Bottle",
        name: "Botella Hito",
        description: "De acero, 600 ml, con una marca cada cien para que vea cómo va. Conserva el té caliente \
            durante tres horas y templado hasta cinco.",
    },
    Words {
        english: "Tailwind Bike Lamp",
        name: "Luz de bicicleta Viento a Favor",
        description: "Una luz delantera con el haz bien recortado, que no deslumbra a los vecinos. Se carga en dos horas y dura unas ocho.",
    },
    Words {
        english: "Puncture Box",
        name: "Caja para pinchazos",
        description: "Parches, pegamento, desmontables y una breve guía impresa, todo en una lata. Sin abrir, \
            el pegamento dura dos años, y le imprimimos la fecha.",
    },
    Words {
        english: "Back Roads Atlas",
        name: "Atlas de carreteras secundarias",
        description: "Noventa y seis mapas de carreteras pequeñas, con las cuestas tal como son de verdad. \
            Encuadernado en espiral, se dobla y cabe en una bolsa de manillar.",
    },
    Words {
        english: "Wear and play",
        name: "Vestir y jugar",
        description: "Ropa que aguanta lo que le echen y juegos que levantan a la gente del sofá.",
    },
    Words {
        english: "Ferryman Work Shirt",
        name: "Camisa de trabajo Barquero",
        description: "Sarga de algodón tupida, con dos bolsillos en el pecho y botones de repuesto por dentro \
            del bajo. Al principio está rígida y cede tras el tercer lavado.",
    },
    Words {
        english: "Everyday Linen Shirt",
        name: "Camisa de lino de diario",
        description: "Lino ligero que se arruga enseguida y lo lleva con elegancia. La espalda es lo bastante \
            larga para no salirse del pantalón al ir en bici.",
    },
    Words {
        english: "Striped Boat Tee",
        name: "Camiseta marinera a rayas",
        description: "Punto grueso, cuello amplio y rayas que casan en las costuras. Encoge un dos por ciento, \
            así que la cortamos un dos por ciento más grande.",
    },
    Words {
        english: "Merino Base Layer",
        name: "Camiseta interior de merino",
        description: "Lana fina que se puede llevar varios días antes de que alguien diga algo. Lávela en frío y séquela en horizontal.",
    },
    Words {
        english: "Gardener's Overshirt",
        name: "Sobrecamisa de jardinero",
        description: "Encerada en los hombros y con un bolsillo a la medida de las tijeras de podar. Las \
            mangas se recogen y se abrochan por encima del codo.",
    },
    Words {
        english: "Canvas Gym Bag",
        name: "Saco de gimnasia de lona",
        description: "Un saco de cordón con ventilación en el fondo para las zapatillas húmedas. Se lava a \
            cuarenta grados y se seca en una noche.",
    },
    Words {
        english: "Village Green Football",
        name: "Balón de fútbol Plaza del Pueblo",
        description: "Paneles cosidos a mano alrededor de una cámara que se puede cambiar. Pesa algo más que \
            una pelota de playa y trata las ventanas mucho mejor que un ladrillo.",
    },
    Words {
        english: "Juggling Ball Three",
        name: "Tres pelotas de malabares",
        description: "Están rellenas de mijo y caen sin rodar hasta debajo del sofá. Un pequeño folleto le \
            acompaña durante la primera semana de caídas.",
    },
    Words {
        english: "Rainy Day Game Box",
        name: "Caja de juegos para días de lluvia",
        description: "Damas, dominó, dados y dos barajas en una caja de haya. Las reglas van impresas por \
            dentro de la tapa para zanjar discusiones.",
    },
    Words {
        english: "Sideline Drinks Bottle",
        name: "Botella deportiva Línea de Banda",
        description: "Una botella blanda de 750 ml con un tapón que no se suelta de su tira. Tiene un espacio \
            para el nombre, porque en el descanso todas parecen iguales.",
    },
];
