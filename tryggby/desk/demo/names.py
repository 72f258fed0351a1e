"""Invented names of people in the demo city; any likeness is chance."""

GIVEN = """Aisha Anders Anne Arne Asbjørn Astrid Atle Aurora Bente Berit Birgit Bjørn Camilla Cecilie Dag Daniel Dariusz
Ebba Einar Elif Elin Ella Emil Erik Espen Eva Farah Filip Frida Gerd Geir Gunnar Guro Hamid Hanna Hanne Harald
Hedda Heidi Helene Henrik Hodan Håkon Ida Inger Iselin Ivar Jakob Jan Jelena Johanne Jorunn Julie Kari
Karoline Kasper Katrine Khalid Kine Kirsten Kjersti Kristian Lars Laila Lene Linda Linh Lise Liv Maren Maria
Marit Marte Mathias Mette Mina Mohamed Morten Nadia Nina Nora Oda Odin Olav Ola Oskar Per Petter Ragnhild
Randi Rolf Rune Samira Sander Sigrid Silje Simen Siri Sofie Solveig Stian Susanne Svein Synne Tariq Terje Thea
Tone Tora Torill Trine Trond Tuva Unni Vegard Vilde Wenche Yasmin Yngve Zahra Øystein Åse Åshild
""".split()  # noqa: SIM905

FAMILY = """Aas Abdi Ahmed Ali Amundsen Andersen Antonsen Bakke Bakken Berg Berge Birkeland Bjerke Brekke Bråten Dahl
Danielsen Eide Eliassen Engen Eriksen Evensen Farouk Fjeld Fossum Fredriksen Gashi Gjerde Graff Grønli
Gulbrandsen Haga Hagen Halvorsen Hansen Haugen Haugland Hauge Helland Henriksen Hoang Holm Holte Hovland Husby
Håland Isaksen Iversen Jacobsen Jensen Johansen Karlsen Khan Kowalski Kristoffersen Krogh Kvam Larsen Lie Lind
Lunde Lund Løken Martinsen Mikkelsen Moe Moen Mohamud Myhre Myklebust Nguyen Nilsen Nordby Næss Olsen Omar
Opsahl Osman Paulsen Petrovic Ruud Rønning Sandvik Sletten Solbakken Solberg Solheim Strand Sunde Svendsen
Sæther Tangen Thorsen Tran Tveit Ulriksen Vik Vold Wang Warsame Yilmaz Ødegård Østby Åsen
""".split()  # noqa: SIM905
